"""What several kinds of chart share."""
