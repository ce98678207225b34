import"./part-MQPVYYNA.js";
