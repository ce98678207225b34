import"./part-PCBL6BFD.js";
