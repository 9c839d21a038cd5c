"""Countries, states and great cities: capitalised, but nobody's name."""

_NAMES = """
    Afghanistan, Albania, Algeria, Argentina, Armenia, Australia, Austria, Azerbaijan, Bahrain,
    Bangladesh, Belarus, Belgium, Bolivia, Bosnia, Brazil, Britain, Bulgaria, Cambodia,
    Cameroon, Canada, Chad, Chile, China, Colombia, Congo, Croatia, Cuba, Cyprus, Denmark,
    Ecuador, Egypt, England, Estonia, Ethiopia, Finland, France, Gaza, Georgia, Germany, Ghana,
    Greece, Guatemala, Haiti, Honduras, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland,
    Israel, Italy, Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kosovo, Kuwait, Laos, Latvia,
    Lebanon, Liberia, Libya, Lithuania, Luxembourg, Malaysia, Mali, Malta, Mexico, Moldova,
    Mongolia, Morocco, Mozambique, Myanmar, Namibia, Nepal, Netherlands, Nicaragua, Niger,
    Nigeria, Norway, Oman, Pakistan, Palestine, Panama, Paraguay, Peru, Philippines, Poland,
    Portugal, Qatar, Romania, Russia, Rwanda, Scotland, Senegal, Serbia, Singapore, Slovakia,
    Slovenia, Somalia, Spain, Sudan, Sweden, Switzerland, Syria, Taiwan, Tanzania, Thailand,
    Tunisia, Turkey, Uganda, Ukraine, Uruguay, Venezuela, Vietnam, Wales, Yemen, Zambia,
    Zimbabwe, United States, United Kingdom, United Nations, European Union, Saudi Arabia, South
    Africa, South Korea, North Korea, New Zealand, Sri Lanka, Costa Rica, El Salvador, Czech
    Republic, Hong Kong, Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut,
    Delaware, Florida, Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana,
    Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana,
    Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, North Carolina, North
    Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota,
    Tennessee, Texas, Utah, Vermont, Virginia, Washington, West Virginia, Wisconsin, Wyoming,
    London, Paris, Berlin, Moscow, Beijing, Tokyo, Seoul, Pyongyang, Jerusalem, Tehran, Baghdad,
    Kabul, Islamabad, Delhi, New Delhi, Mumbai, Sydney, Melbourne, Toronto, Ottawa, Los Angeles,
    San Francisco, Chicago, Boston, Houston, Dallas, Miami, Seattle, Atlanta, Europe, Asia,
    Africa, America, Antarctica, U.S., US, U.K., UK, USA, EU, UN
"""
PLACES = frozenset(" ".join(name.split()).casefold() for name in _NAMES.split(","))
