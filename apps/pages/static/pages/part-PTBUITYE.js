import{a}from"./part-GUVCCSXF.js";import"./part-GDUH65TM.js";import"./part-32ENEQDF.js";import"./part-MA7WAPN3.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
