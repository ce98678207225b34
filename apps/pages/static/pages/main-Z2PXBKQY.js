import"./part-QPHATD2P.js";import"./part-UA3FRZVZ.js";
