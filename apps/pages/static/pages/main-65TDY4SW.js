import"./part-XLTMOYD3.js";
