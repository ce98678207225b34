import"./part-YWWSHZUS.js";
