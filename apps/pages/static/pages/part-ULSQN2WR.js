import{a}from"./part-S22AAQXG.js";import"./part-UDSI2O6Y.js";import"./part-BXW4RXGF.js";import"./part-B3LYBBPO.js";import"./part-NBQBIF2M.js";export{a as Excuses};
