import"./part-A6UK5PXH.js";
