"""What kill -9 of each part costs a running centre: `./talim crash`."""
