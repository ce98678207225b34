import"./part-AGQCDPC3.js";
