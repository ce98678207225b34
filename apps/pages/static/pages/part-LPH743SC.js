import{a,b}from"./part-MUZQ5RGH.js";import"./part-FVUIQ7P7.js";import"./part-2KG244PS.js";import"./part-AN3AVNYK.js";export{a as Consents,b as OpenConsentsNotice};
