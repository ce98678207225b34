import"./part-SZXSLSLN.js";
