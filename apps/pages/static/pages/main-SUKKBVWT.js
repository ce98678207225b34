import"./part-LYXT2VLM.js";import"./part-UA3FRZVZ.js";
