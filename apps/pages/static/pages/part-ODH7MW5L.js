import{a,b}from"./part-P2PFC7IH.js";import"./part-I3F5II36.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-66WTKBHA.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
