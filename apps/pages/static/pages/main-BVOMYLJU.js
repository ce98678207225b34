import"./part-XNOA4SZX.js";
