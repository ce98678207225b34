import{a,b}from"./part-Y7J2RAQI.js";import"./part-OGCBQEFS.js";import"./part-D4NRUZWW.js";import"./part-INLZCDTC.js";export{a as Consents,b as OpenConsentsNotice};
