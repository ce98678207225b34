import{a,b}from"./part-BPCMMV2M.js";import"./part-ZD36C4XS.js";import"./part-6CP3OTFL.js";import"./part-5B3TTQQR.js";import"./part-F4RJY6SG.js";export{a as Consents,b as OpenConsentsNotice};
