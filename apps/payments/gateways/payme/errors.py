"""Error codes of Payme's Merchant API, with messages in the three languages of its page."""

from enum import IntEnum


class PaymeError(IntEnum):
    """Error codes of the Merchant API; -31050 to -31099 are ours, for errors in what the buyer entered."""

    NOT_POST = -32300
    NOT_JSON = -32700
    BAD_REQUEST = -32600
    NO_SUCH_METHOD = -32601
    NOT_ALLOWED = -32504
    OUR_FAILURE = -32400
    WRONG_AMOUNT = -31001
    NO_SUCH_TRANSACTION = -31003
    CANNOT_CANCEL = -31007
    IMPOSSIBLE = -31008
    NO_SUCH_ACCOUNT = -31050
    ALREADY_PAID = -31051
    BEING_PAID = -31052
    CLOSED = -31053
    BLOCKED = -31054
    NO_SUCH_RECEIPT = -32001
    BAD_FISCAL_DATA = -32602


class PaymeRpcError(Exception):
    """An error answer to Payme; `data` names the field or method."""

    def __init__(self, code: PaymeError, data: str | None = None) -> None:
        self.code = code
        self.data = data
        super().__init__(f"{int(code)} {data or ''}".strip())


TEXTS: dict[PaymeError, tuple[str, str, str]] = {
    PaymeError.NOT_POST: ("Soʻrov POST boʻlishi kerak.", "Запрос должен быть POST.", "The request must be a POST."),
    PaymeError.NOT_JSON: ("Soʻrov oʻqilmadi.", "Запрос не удалось прочитать.", "The request could not be read."),
    PaymeError.BAD_REQUEST: (
        "Soʻrovda maydon yetishmaydi yoki notoʻgʻri.",
        "В запросе не хватает поля, или оно неверно.",
        "A field of the request is missing or wrong.",
    ),
    PaymeError.NO_SUCH_METHOD: ("Bunday usul yoʻq.", "Такого метода нет.", "There is no such method."),
    PaymeError.NOT_ALLOWED: ("Ruxsat yetarli emas.", "Недостаточно прав.", "Not permitted."),
    PaymeError.OUR_FAILURE: (
        "Tizimda xatolik. Keyinroq urinib koʻring.",
        "Ошибка системы. Попробуйте позже.",
        "A failure of the system. Please try again later.",
    ),
    PaymeError.WRONG_AMOUNT: ("Summa notoʻgʻri.", "Неверная сумма.", "The amount is wrong."),
    PaymeError.NO_SUCH_TRANSACTION: (
        "Tranzaksiya topilmadi.",
        "Транзакция не найдена.",
        "The transaction was not found.",
    ),
    PaymeError.CANNOT_CANCEL: (
        "Bekor qilib boʻlmaydi: xizmat koʻrsatilgan.",
        "Отменить нельзя: услуга оказана.",
        "It cannot be cancelled: the service was provided.",
    ),
    PaymeError.IMPOSSIBLE: (
        "Hozirgi holatda buni bajarib boʻlmaydi.",
        "В текущем состоянии это невозможно.",
        "This is not possible in the current state.",
    ),
    PaymeError.NO_SUCH_ACCOUNT: ("Bunday raqam topilmadi.", "Такой номер не найден.", "No such number was found."),
    PaymeError.ALREADY_PAID: ("Bu toʻlov allaqachon toʻlangan.", "Этот счёт уже оплачен.", "This is already paid."),
    PaymeError.BEING_PAID: (
        "Bu toʻlov hozir toʻlanmoqda.",
        "Этот счёт сейчас оплачивается.",
        "This is being paid right now.",
    ),
    PaymeError.CLOSED: ("Bu toʻlov yopilgan.", "Этот счёт закрыт.", "This payment is closed."),
    PaymeError.BLOCKED: ("Bu hisob yopilgan.", "Этот счёт заблокирован.", "This account is blocked."),
    PaymeError.NO_SUCH_RECEIPT: ("Chek topilmadi.", "Чек не найден.", "The receipt was not found."),
    PaymeError.BAD_FISCAL_DATA: (
        "Fiskal maʼlumotlar notoʻgʻri.",
        "Неверные фискальные данные.",
        "The fiscal data are wrong.",
    ),
}
"""Each error in Uzbek, Russian and English."""

MESSAGES = {error: dict(zip(("uz", "ru", "en"), texts, strict=True)) for error, texts in TEXTS.items()}
