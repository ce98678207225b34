import{a,b}from"./part-EY77GVH2.js";import"./part-ZNL57NIV.js";import"./part-7RSUJOTK.js";import"./part-ILQ2DA5O.js";import"./part-MCGWG6FT.js";export{a as Consents,b as OpenConsentsNotice};
