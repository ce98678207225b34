import"./part-NZTZ5GDJ.js";
