using System.Collections.Frozen;

namespace Aggregator.Text;

/// <summary>What a word may mean in a date; one word may mean several things, and its place decides.</summary>
[Flags]
internal enum DateWord
{
    None = 0,
    Month = 0xF,
    Weekday = 1 << 4,
    Of = 1 << 5,
    At = 1 << 6,
    Article = 1 << 7,
    Ordinal = 1 << 8,
    YearMark = 1 << 9,
    MonthMark = 1 << 10,
    DayMark = 1 << 11,
    HourMark = 1 << 12,
    MinuteMark = 1 << 13,
    SecondMark = 1 << 14,
    Am = 1 << 15,
    Pm = 1 << 16,

    /// <summary>A half of the day that stands before its hour.</summary>
    Before = 1 << 17,

    /// <summary>A month of the languages that write the day without a dot; those that write the dot mean another month.</summary>
    Undotted = 1 << 18,
    T = 1 << 19,

    /// <summary>A zone; its quarters of an hour from UTC are the highest byte.</summary>
    Zone = 1 << 20,

    /// <summary>A zone that an offset may follow: GMT+1.</summary>
    Universal = 1 << 21,
}

/// <summary>The words of dates in the languages of publishers, by hand: the framework's cultures are not there in invariant mode.</summary>
internal static class DateWords
{
    /// <summary>A language a line, January to December, further forms behind a bar. Accents and case do not count.</summary>
    private const string Months = """
        january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec
        januar|jan|jänner|jän februar|feb märz|mär|maerz|mrz april|apr mai juni|jun juli|jul august|aug september|sept|sep oktober|okt november|nov dezember|dez
        janvier|janv|jan février|févr|fév mars|mar avril|avr mai juin juillet|juil août|aoû septembre|sept|sep octobre|oct novembre|nov décembre|déc
        enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago septiembre|setiembre|sept|sep octubre|oct noviembre|nov diciembre|dic
        gennaio|gen|genn febbraio|feb|febbr marzo|mar aprile|apr maggio|mag|magg giugno|giu luglio|lug agosto|ago settembre|set|sett ottobre|ott novembre|nov dicembre|dic
        janeiro|jan fevereiro|fev março|mar abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set outubro|out novembro|nov dezembro|dez
        januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sep oktober|okt november|nov december|dec
        styczeń|stycznia|sty luty|lutego|lut marzec|marca|mar kwiecień|kwietnia|kwi maj|maja czerwiec|czerwca|cze lipiec|lipca|lip sierpień|sierpnia|sie wrzesień|września|wrz październik|października|paź listopad|listopada|lis grudzień|grudnia|gru
        leden|ledna|led únor|února|úno březen|března|bře duben|dubna|dub květen|května|kvě červen|června|čvn červenec|července|čvc srpen|srpna|srp září|zář říjen|října|říj listopad|listopadu|lis prosinec|prosince|pro
        január|januára|jan február|februára|feb marec|marca|mar apríl|apríla|apr máj|mája jún|júna júl|júla august|augusta|aug september|septembra|sep október|októbra|okt november|novembra|nov december|decembra|dec
        январь|января|янв февраль|февраля|фев|февр март|марта|мар апрель|апреля|апр май|мая июнь|июня|июн июль|июля|июл август|августа|авг сентябрь|сентября|сен|сент октябрь|октября|окт ноябрь|ноября|ноя|нояб декабрь|декабря|дек
        січень|січня|січ лютий|лютого|лют березень|березня|бер квітень|квітня|кві|квіт травень|травня|тра|трав червень|червня|чер|черв липень|липня|лип серпень|серпня|сер|серп вересень|вересня|вер жовтень|жовтня|жов|жовт листопад|листопада|лис грудень|грудня|гру|груд
        януари|яну февруари март април май юни юли август септември|сеп октомври ноември|ное декември
        ιανουάριος|ιανουαρίου|ιαν φεβρουάριος|φεβρουαρίου|φεβ|φεβρ μάρτιος|μαρτίου|μαρ|μάρτ απρίλιος|απριλίου|απρ μάιος|μαΐου|μάι ιούνιος|ιουνίου|ιουν ιούλιος|ιουλίου|ιουλ αύγουστος|αυγούστου|αυγ σεπτέμβριος|σεπτεμβρίου|σεπ|σεπτ οκτώβριος|οκτωβρίου|οκτ νοέμβριος|νοεμβρίου|νοε|νοεμ δεκέμβριος|δεκεμβρίου|δεκ
        ocak|oca şubat|şub mart|mar nisan|nis mayıs|may haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas aralık|ara
        január|jan február|febr|feb március|márc|már április|ápr május|máj június|jún július|júl augusztus|aug szeptember|szept|sze október|okt november|nov december|dec
        januari|jan februari|febr|feb mars|mar april|apr maj juni|jun juli|jul augusti|aug september|sept|sep oktober|okt november|nov december|dec
        januar|jan februar|feb marts|mar april|apr maj juni|jun juli|jul august|aug september|sep oktober|okt november|nov december|dec
        januar|jan februar|feb mars|mar april|apr mai juni|jun juli|jul august|aug september|sep oktober|okt november|nov desember|des
        tammikuu|tammikuuta|tammi helmikuu|helmikuuta|helmi maaliskuu|maaliskuuta|maalis huhtikuu|huhtikuuta|huhti toukokuu|toukokuuta|touko kesäkuu|kesäkuuta|kesä heinäkuu|heinäkuuta|heinä elokuu|elokuuta|elo syyskuu|syyskuuta|syys lokakuu|lokakuuta|loka marraskuu|marraskuuta|marras joulukuu|joulukuuta|joulu
        ianuarie|ian februarie|feb martie|mar aprilie|apr mai iunie|iun iulie|iul august|aug septembrie|sept|sep octombrie|oct noiembrie|noi|nov decembrie|dec
        gener|gen febrer|febr març abril|abr maig juny juliol|jul agost|ag setembre|set octubre|oct novembre|nov desembre|des
        يناير فبراير مارس أبريل|ابريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
        ינואר|בינואר פברואר|בפברואר מרץ|במרץ אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר
        """;

    /// <summary>Which day they name is never asked: the date says it.</summary>
    private const string Weekdays = """
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
        montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so die mit don fre sam son
        lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim
        lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom
        lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab
        segunda terça quarta quinta sexta feira seg ter qua qui sex
        maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
        poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz pn nd ndz
        pondělí úterý středa čtvrtek pátek neděle po út st čt pá ne
        pondelok utorok streda štvrtok piatok nedeľa ut št pi
        понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс пон втр срд чтв птн суб вск
        понеділок середа четвер пятниця п'ятниця п’ятниця субота неділя нд
        понеделник вторник сряда четвъртък петък събота неделя
        δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή δευ τρι τετ πεμ παρ σαβ κυρ
        pazartesi salı çarşamba perşembe cuma cumartesi pazar pzt sal çar per cum cmt paz
        hétfő kedd szerda csütörtök péntek szombat vasárnap sze cs szo
        måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tor tors fre lör sön
        mandag tirsdag onsdag lørdag søndag man tir lør søn ti on to ma
        maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina ke pe la su
        luni marți miercuri joi vineri sâmbătă duminică mie vin sâm dum
        dilluns dimarts dimecres dijous divendres dissabte diumenge
        星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日 週一 週二 週三 週四 週五 週六 週日
        月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月曜 火曜 水曜 木曜 金曜 土曜 日曜 月 火 水 木 金 土 日
        월요일 화요일 수요일 목요일 금요일 토요일 일요일 월 화 수 목 금 토 일
        الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
        יום ראשון שני שלישי רביעי חמישי שישי שבת
        """;

    /// <summary>Names that mean one offset. IST is three countries' time, and GST too: they are not here.</summary>
    private const string Zones = """
        Z:0 UT:0 UTC:0 GMT:0 WET:0 WEST:60 BST:60 CET:60 MET:60 MEZ:60 CEST:120 MEST:120 MESZ:120 EET:120 EEST:180 IDT:180 TRT:180 MSK:180 MSD:240
        ET:-300 EST:-300 EDT:-240 CT:-360 CST:-360 CDT:-300 MT:-420 MST:-420 MDT:-360 PT:-480 PST:-480 PDT:-420 AT:-240 AST:-240 ADT:-180
        NST:-210 NDT:-150 AKST:-540 AKDT:-480 HST:-600 BRT:-180 ART:-180 CLT:-240 CLST:-180
        JST:540 KST:540 HKT:480 SGT:480 MYT:480 PHT:480 ICT:420 WIB:420 WITA:480 WIT:540 PKT:300 NPT:345
        AEST:600 AEDT:660 ACST:570 ACDT:630 AWST:480 NZST:720 NZDT:780 SAST:120 CAT:120 EAT:180 WAT:60
        """;

    private static readonly (DateWord Meaning, string Words)[] Others =
    [
        (DateWord.Of, "of de del"),
        (DateWord.At, "at um om à a las la alle ore ora às kl klo klokken godz o v ve в о στις saat ob"),
        (DateWord.Article, "the den der am le el il d"),
        (DateWord.Ordinal, "st nd rd th er re e º ª"),
        (DateWord.YearMark, "年 년 г года р року r roku"),
        (DateWord.MonthMark, "月 월"),
        (DateWord.DayMark, "日 일"),
        (DateWord.HourMark, "h hs hrs uhr uur 時 时 点 點 시"),
        (DateWord.MinuteMark, "min 分 분"),
        (DateWord.SecondMark, "s 秒 초"),
        (DateWord.Am, "am fm dop πμ ص"),
        (DateWord.Pm, "pm em odp μμ م"),
        (DateWord.Am | DateWord.Before, "오전 上午 午前 de öö"),
        (DateWord.Pm | DateWord.Before, "오후 下午 午後 午后 du ös"),
        // A Croat's lipanj is June, srpanj July and listopad October: the same letters, and always "20.".
        (DateWord.Undotted, "lip srp lis listopada"),
        (DateWord.T, "t"),
        (DateWord.Universal, "ut utc gmt"),
    ];

    private static readonly FrozenDictionary<string, DateWord>.AlternateLookup<ReadOnlySpan<char>> Known = All().ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The meanings of a word that <see cref="DateLetters"/> has folded; none when it has no place in a date.</summary>
    public static DateWord Of(ReadOnlySpan<char> word) => Known.TryGetValue(word, out var meaning) ? meaning : DateWord.None;

    private static Dictionary<string, DateWord> All()
    {
        var words = new Dictionary<string, DateWord>(StringComparer.Ordinal);
        foreach (var language in Months.Split('\n'))
        {
            var month = 0;
            foreach (var names in language.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                Add(words, names.Split('|'), (DateWord)(++month));
        }
        Add(words, Words(Weekdays), DateWord.Weekday);
        foreach (var (meaning, list) in Others)
            Add(words, Words(list), meaning);
        foreach (var zone in Words(Zones).Select(zone => zone.Split(':')))
            Add(words, zone[..1], DateWord.Zone | (DateWord)(int.Parse(zone[1]) / 15 << 24));
        return words;
    }

    private static string[] Words(string list) => list.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static void Add(Dictionary<string, DateWord> words, string[] names, DateWord meaning)
    {
        foreach (var name in names.Select(DateLetters.Folded))
        {
            var had = words.GetValueOrDefault(name);
            if ((had & DateWord.Month) != 0 && (meaning & DateWord.Month) != 0 && (had & DateWord.Month) != meaning)
                throw new InvalidOperationException($"'{name}' would be two months.");
            words[name] = had | meaning;
        }
    }
}
