import{a,b}from"./part-4WH6MFFF.js";import"./part-K2RBWTZM.js";import"./part-LYEA2DQL.js";import"./part-5RDR4VQK.js";import"./part-3IP2PXEM.js";export{a as Consents,b as OpenConsentsNotice};
