import"./part-6XVDXFPQ.js";
