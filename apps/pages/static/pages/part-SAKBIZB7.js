import{a,b}from"./part-2AAVDOWP.js";import"./part-IC57AJJO.js";import"./part-YXGGML3Y.js";import"./part-AGQCDPC3.js";export{b as AskedConsents,a as Consents};
