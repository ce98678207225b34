import{a,b}from"./part-PZV2S7IG.js";import"./part-GWH77AGQ.js";import"./part-MEQDHAR5.js";import"./part-X3VDGDVP.js";export{a as Consents,b as OpenConsentsNotice};
