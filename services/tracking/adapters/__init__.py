"""Where does what tracking knows from outside come from? Bodies from a file, working days from what the State Council published."""
