import{a,b,c}from"./part-MJP3IZU3.js";import"./part-FWL6VWHF.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
