import{a,b}from"./part-QRLZVNFT.js";import"./part-OWBVHERZ.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-NBQBIF2M.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
