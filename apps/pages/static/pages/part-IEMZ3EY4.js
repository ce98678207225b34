import{a,b}from"./part-AVBAAKTG.js";import"./part-H5PQWYTO.js";import"./part-QMG5YWF6.js";import"./part-KUXFXEIY.js";import"./part-2JGN72WH.js";export{a as Consents,b as OpenConsentsNotice};
