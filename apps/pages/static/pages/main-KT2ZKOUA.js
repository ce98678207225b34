import"./part-LYUJN63T.js";
