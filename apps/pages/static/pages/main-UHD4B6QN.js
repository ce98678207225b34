import"./part-3IP2PXEM.js";
