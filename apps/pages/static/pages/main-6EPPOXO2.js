import"./part-CONF7NS3.js";
