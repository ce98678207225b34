import"./part-ZD5S3DSM.js";import"./part-UA3FRZVZ.js";
