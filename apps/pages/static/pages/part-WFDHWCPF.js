import{a,b}from"./part-DW5V72S2.js";import"./part-SS35J4J2.js";import"./part-IUKUFSML.js";import"./part-HU3HVCRZ.js";export{a as Consents,b as OpenConsentsNotice};
