import{a,b}from"./part-VFSETN4U.js";import"./part-GNYYDYKL.js";import"./part-325RZ3IR.js";import"./part-KFALJNGW.js";export{b as AskedConsents,a as Consents};
