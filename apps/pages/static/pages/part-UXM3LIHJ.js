import{a,b,c}from"./part-RO5OAXT6.js";import"./part-LC72EOXY.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
