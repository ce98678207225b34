import{a,b}from"./part-PAQINZVC.js";import"./part-EIYQXD22.js";import"./part-XYUJXL4E.js";import"./part-IUJYOLXI.js";import"./part-GQ4C3XAI.js";export{a as Consents,b as OpenConsentsNotice};
