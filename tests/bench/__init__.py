"""What the commands cost that are typed daily, beside the floor of Python and beside other diaries."""
