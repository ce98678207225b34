import{a}from"./part-ITIP5IDH.js";import"./part-IPYQ364A.js";import"./part-OHO7RLSE.js";import"./part-ZD5S3DSM.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
