import"./part-LC72EOXY.js";import"./part-UA3FRZVZ.js";
