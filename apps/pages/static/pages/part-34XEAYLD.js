import{a,b}from"./part-OMXHKVBG.js";import"./part-B6UHM6YR.js";import"./part-WBXCEY6A.js";import"./part-B54T6EJZ.js";import"./part-IGFLKVX3.js";export{a as Consents,b as OpenConsentsNotice};
