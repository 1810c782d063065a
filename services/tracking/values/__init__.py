"""What does tracking keep of what it hears? One step per kind of fact, named as its producer named it; never anything personal."""
