import{a,b}from"./part-PZNLI6LZ.js";import"./part-UFPZRZYA.js";import"./part-L7WPV5VZ.js";import"./part-Y3FA5C42.js";import"./part-6EU2NTGL.js";export{a as Consents,b as OpenConsentsNotice};
