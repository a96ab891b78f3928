"""Small drawings as inline SVG, each with its table beside it; the look stands in the style."""
