"""What do a case's clocks say? Stretches found among its facts, counted by the calendar, due by policy (docs/domain.md §5)."""
