import"./part-OWTMX7I7.js";
