import{a,b}from"./part-5AHPOOSA.js";import"./part-6NPROWVD.js";import"./part-BXW4RXGF.js";import"./part-NBQBIF2M.js";export{a as Consents,b as OpenConsentsNotice};
