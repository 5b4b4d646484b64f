"""What ``ejournal import`` says of the rows that name who brings the file in."""

from ejournal_desktop.app.import_file import own_words
from ejournal_desktop.services.imports import ImportCounts


def counts(**more):
    return ImportCounts(created=0, changed=1, unchanged=4, skipped=0, **more)


def test_a_class_of_ones_own_is_named_with_who_can_give_it():
    [words] = own_words(counts(own_classes=("7А", "7Б")))
    assert "7А, 7Б" in words
    assert "другого администратора" in words


def test_courses_of_ones_own_wait_for_the_director():
    [words] = own_words(counts(own_courses=("7А · Математика",)))
    assert words == "Ваши курсы откроются вам, когда директор утвердит нагрузку: 7А · Математика."


def test_a_file_of_others_says_nothing_more():
    assert own_words(counts()) == ()
