import{a,b}from"./part-EQQOZAXP.js";import"./part-I3FZIYNV.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-Z5NLRQE6.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
