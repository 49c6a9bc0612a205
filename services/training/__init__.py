"""创业培训: who may teach what, which classes are held within the year's plan, who completed, who is certified."""
