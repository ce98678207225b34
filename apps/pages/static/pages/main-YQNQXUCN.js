import"./part-Z4VHTOY4.js";
